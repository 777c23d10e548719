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
      <button
        type="button"
        className="button sign"
        aria-label="Undo"
        title="Undo (Ctrl Z)"
        disabled={!canUndo}
        onClick={undo}
      >
        ↶
      </button>
      <button
        type="button"
        className="button sign"
        aria-label="Redo"
        title="Redo (Ctrl Y)"
        disabled={!canRedo}
        onClick={redo}
      >
        ↷
      </button>
      <button type="button" className="button" onClick={clear}>
        Clear
      </button>
    </>
  );
}
