/** The stroke that a compared model is drawn with. */
export function Mark({ index }: { readonly index: number }) {
  return (
    <svg className={`compare-mark rival-${index}`} aria-hidden="true">
      <path d="M0 6h22" />
    </svg>
  );
}
