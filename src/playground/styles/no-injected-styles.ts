/**
 * In place of the package `react-style-singleton`, by which a dialog writes its styles into the page:
 * the content security policy forbids that. What they did is in `base.css`.
 */
const Nothing = () => null;

export const styleSingleton = () => Nothing;
