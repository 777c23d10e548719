/** How a model of any world is trained, in a paragraph. */
export function Training() {
  return (
    <p>
      In training it thinks in segments as well. After each one its grid is compared with the
      solution, and every weight is moved a little to where the grid would have been better. The
      blame goes back through the last steps of that segment only; what was thought before is taken
      as it is. So learning from a long thought costs no more memory than from a short one. The Q
      head learns beside it to say whether the grid is right.
    </p>
  );
}
