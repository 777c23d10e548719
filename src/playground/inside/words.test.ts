import { expect, test } from 'vitest';
import { convergence } from './convergence';
import { untrainedWords } from './untrained-words';

test('a property of untrained models is not called a result of learning', () => {
  const untrained = [
    { H: 12, L: 13 },
    { H: 14, L: 22 },
  ];
  expect(untrainedWords({ H: 10, L: 16 }, untrained)).toBe(
    'Of the trained model, the slow state’s 10.0 lies below that range, and the fast state’s 16.0 ' +
      'lies within that range. In all of them the fast state is the richer one, as it is here: that ' +
      'order is no result of learning.',
  );
  expect(untrainedWords({ H: 30, L: 16 }, untrained)).toContain(
    'In none of them is the slow state the richer one, as it is here: that much may come from learning.',
  );
});

test('distinguishes convergence and rest', () => {
  expect(convergence({ radius: 0.5, residual: 0.3 }, 4)).toContain('below 1: the series converges');
  expect(convergence({ radius: 0.5, residual: 0.3 }, 4)).toContain('is not reached');
  expect(convergence({ radius: 1.2, residual: 0.001 }, 4)).toContain('does not converge');
  expect(convergence({ radius: 1.2, residual: 0.001 }, 4)).toContain('the fixed point is reached');
});
