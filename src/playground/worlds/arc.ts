import { lazy } from 'react';
import { z } from 'zod';
import type { OwnPage } from './page-world';

/** The ARC tab. Its tasks have no board and no one rule, so it keeps a state of its own. */
export const arcPage: OwnPage = {
  id: 'arc',
  title: 'ARC',
  doing: 'learns and answers ARC tasks',
  keys: [
    ['0 … 9', 'choose a colour'],
    ['B, F, I', 'brush, fill, pick a colour'],
    ['Space or Enter', 'use the tool at the cell'],
    ['Arrows, Home, End', 'move among the cells'],
  ],
  Page: lazy(() => import('../arc/ArcTab')),
  link: {
    task: {
      codec: z.string().regex(/^[a-z-]{1,30}-[0-9a-f]{8}$/),
      wanted: 'the id of a generated task, such as fall-0000002a',
    },
  },
};
