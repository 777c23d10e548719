/** How a model of any world is trained, in a paragraph. */
export function Training() {
  return (
    <p>
      It was trained like this: after each segment every weight was moved a little towards a better
      grid. The gradient goes back only through the last steps of that segment, and treats earlier
      states as constants. At the same time the Q head learns to say whether the grid is right.
    </p>
  );
}
