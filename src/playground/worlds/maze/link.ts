import * as z from 'zod/mini';
import { GOAL, isMazeSide, OPEN, START, WALL, type MazeGrid } from '../../../puzzles/maze/geometry';

/**
 * A maze in a link: side, cell of the start, cell of the goal, and a bit for each cell that is set
 * where there is a wall, in base64url; a dot between them. A path drawn in it is left out. 30×30 make
 * 160 characters.
 */
export const mazeLink = z.codec(z.string(), z.instanceof(Uint8Array<ArrayBufferLike>), {
  decode(text, context): MazeGrid {
    const maze = read(text);
    if (maze !== null) return maze;
    context.issues.push({ code: 'custom', input: text, message: 'not a maze' });
    return z.NEVER;
  },
  encode: write,
});

function write(maze: MazeGrid): string {
  const bits = new Uint8Array(Math.ceil(maze.length / 8));
  maze.forEach((cell, at) => {
    if (cell === WALL) bits[at >> 3]! |= 128 >> (at & 7);
  });
  const walls = btoa(String.fromCharCode(...bits));
  const safe = walls.replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
  return [Math.sqrt(maze.length), maze.indexOf(START), maze.indexOf(GOAL), safe].join('.');
}

function read(text: string): MazeGrid | null {
  const found = /^(\d{1,2})\.(\d{1,3})\.(\d{1,3})\.([\w-]*)$/.exec(text);
  if (found === null) return null;
  const [side, start, goal] = found.slice(1, 4).map(Number) as [number, number, number];
  if (!isMazeSide(side)) return null;
  const cells = side * side;
  const bits = bytesOf(found[4]!);
  if (bits?.length !== Math.ceil(cells / 8)) return null;
  if (start >= cells || goal >= cells || start === goal) return null;
  const isWall = (cell: number) => (bits[cell >> 3]! & (128 >> (cell & 7))) !== 0;
  if (isWall(start) || isWall(goal)) return null;
  const maze = Uint8Array.from({ length: cells }, (_, cell) => (isWall(cell) ? WALL : OPEN));
  maze[start] = START;
  maze[goal] = GOAL;
  return maze;
}

function bytesOf(base64url: string): Uint8Array | null {
  try {
    const text = atob(base64url.replaceAll('-', '+').replaceAll('_', '/'));
    return Uint8Array.from(text, (character) => character.charCodeAt(0));
  } catch {
    return null;
  }
}
