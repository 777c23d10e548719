interface Props {
  readonly canUndo: boolean;
  readonly canRedo: boolean;
  undo(): void;
  redo(): void;
  clear(): void;
  /** The text of the clear button. */
  readonly clearing?: string;
  readonly canClear?: boolean;
}

/** Undo, redo and clear, for every editor. */
export function UndoButtons(props: Props) {
  const { canUndo, canRedo, undo, redo, clear, clearing = 'Clear', canClear = true } = props;
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
      <button type="button" className="button" disabled={!canClear} onClick={clear}>
        {clearing}
      </button>
    </>
  );
}
