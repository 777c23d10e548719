/** The options that make a set of puzzles; on a narrow page lines break only between options. */
export function DatasetOptions({ options }: { readonly options: string }) {
  return (
    <>
      {' ('}
      {options.split(/ (?=--)/).map((option, index) => (
        <span key={option}>
          {index > 0 && ' '}
          <code className="dataset-option">{option}</code>
        </span>
      ))}
      )
    </>
  );
}
