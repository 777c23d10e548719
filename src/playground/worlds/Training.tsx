/** How a model of any world is trained, in a paragraph. */
export function Training() {
  return (
    <p>
      So it was trained: after each segment every weight was moved a little towards a better grid.
      The gradient goes back through the last steps of that segment only, and takes what was thought
      before as it is. The Q head learns at the same time to say whether the grid is right.
    </p>
  );
}
