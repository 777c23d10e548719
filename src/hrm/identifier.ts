/** The puzzle identifier of a task, if it is among those a model was trained on (`puzzle.tasks`), else `null`. */
export function identifierAmong(tasks: readonly string[], id: string): number | null {
  const at = tasks.indexOf(id);
  return at < 0 ? null : at + 1;
}
