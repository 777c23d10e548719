interface Props {
  readonly canUndo: boolean;
  readonly canRedo: boolean;
  undo(): void;
  redo(): void;
  clear(): void;
}

/** Undo, redo and clear: what every editor has. */
export function UndoButtons({ canUndo, canRedo, undo, redo, clear }: Props) {
  return (
    <>
      <button type="button" className="button" disabled={!canUndo} onClick={undo}>
        Undo
      </button>
      <button type="button" className="button" disabled={!canRedo} onClick={redo}>
        Redo
      </button>
      <button type="button" className="button" onClick={clear}>
        Clear
      </button>
    </>
  );
}
