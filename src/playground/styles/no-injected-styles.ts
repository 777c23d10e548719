/**
 * In place of the package `react-style-singleton`, with which a dialog writes styles into the page.
 * The content security policy forbids that; the styles are in `base.css`.
 */
const Nothing = () => null;

export const styleSingleton = () => Nothing;
