import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { MeasuredError, parseMeasured, type Measured } from './measured';
import { fullMeasured } from './measured.testing';

const models = new URL('../../models/', import.meta.url);
const shipped = ['', 'rivals/']
  .flatMap((room) => readdirSync(new URL(`./${room}`, models)).map((name) => room + name))
  .filter((folder) => existsSync(new URL(`${folder}/config.json`, models)));

describe('the measurements of the shipped models', () => {
  test.each(shipped)('%s', (folder) => {
    const text = readFileSync(new URL(`${folder}/measured.json`, models), 'utf8');
    const json: unknown = JSON.parse(text);
    const measured = parseMeasured(json, folder);
    expect(Object.keys(measured.segments).length).toBeGreaterThan(0);
    // No field of the file is ignored, as a misspelt one would be.
    expect(measured).toEqual(json);
  });
});

test('reads a file with every field unchanged', () => {
  const full = fullMeasured();
  const read: Measured = parseMeasured(JSON.parse(JSON.stringify(full)));
  expect(read).toEqual(full);
});

test('everything except the count, the shares and the halting figures may be missing', () => {
  const set = { count: 3, exact: [0, 1], act: { mean_segments: 2, exact: 1 } };
  expect(parseMeasured({ segments: { few: set } }).segments.few).toEqual(set);
});

type Full = ReturnType<typeof fullMeasured>;
const easy = (full: Full, patch: object) => ({
  ...full,
  segments: { easy: { ...full.segments.easy, ...patch } },
  chains: {},
});

test.each<[string, (full: Full) => unknown, string]>([
  ['no object', () => 7, 'measured.json cannot be used: Invalid input: expected object'],
  ['no sets', () => ({}), 'segments: '],
  ['no count', (full) => easy(full, { count: undefined }), 'segments.easy.count: '],
  ['a share above 1', (full) => easy(full, { exact: [1.5] }), 'segments.easy.exact.0: '],
  ['no shares', (full) => easy(full, { exact: [] }), 'segments.easy.exact: '],
  [
    'too few intervals',
    (full) => easy(full, { exact_95: [[0, 1]] }),
    'segments.easy.exact_95: must have an entry for each of the 8 segments',
  ],
  [
    'a share outside its interval',
    (full) => easy(full, { exact_95: Array.from({ length: 8 }, () => [0.995, 1]) }),
    'segments.easy.exact_95.0: the share lies outside its interval',
  ],
  [
    'bounds the wrong way round',
    (full) => easy(full, { act: { ...full.segments.easy.act, exact_95: [0.98, 0.9] } }),
    'segments.easy.act.exact_95: the lower bound must come first',
  ],
  [
    'more segments than were run',
    (full) => easy(full, { act: { mean_segments: 9, exact: 0.5 } }),
    'segments.easy.act.mean_segments: must not exceed the 8 segments of exact',
  ],
  [
    'a limit without its share',
    (full) =>
      easy(full, {
        act: { mean_segments: 2, exact: 0.5, by_limit: { mean_segments: [1, 2], exact: [0.5] } },
      }),
    'segments.easy.act.by_limit: mean_segments, exact and valid must have as many entries',
  ],
  [
    'more segments than a limit allows',
    (full) =>
      easy(full, {
        act: { mean_segments: 2, exact: 0.5, by_limit: { mean_segments: [2], exact: [0.5] } },
      }),
    'segments.easy.act.by_limit: mean_segments must not exceed the limit it is for',
  ],
  [
    'more right at once than in two attempts',
    (full) => ({ ...full, learned: [{ ...full.learned[0], pass_1: 3 }] }),
    'learned.0: pass_1 must not exceed pass_2, nor that the questions',
  ],
  [
    'bins that do not add up',
    ({ segments, ...full }) => {
      const { act } = segments.easy;
      const calibration = { ...act.calibration!, count: 7 };
      return easy({ ...full, segments }, { act: { ...act, calibration } });
    },
    'segments.easy.act.calibration: the counts of the bins must add up to count',
  ],
  [
    'chains on a set that does not exist',
    ({ segments, ...full }) => ({ ...full, segments: { easy: segments.easy } }),
    'chains.climbed: must be one of the sets of segments',
  ],
  [
    'a number of chains that is no number',
    ({ chains, ...full }) => ({ ...full, chains: { climbed: { wide: chains.climbed['8'] } } }),
    'chains.climbed.wide: must be a number of chains, 2 or more',
  ],
  [
    'restarts of a set that does not exist',
    ({ restarts, ...full }) => ({ ...full, restarts: { sets: restarts.climbed } }),
    'restarts.sets: must be one of the sets of segments',
  ],
  [
    'restarts without a number of chains',
    ({ restarts, ...full }) => {
      const { every, chains } = restarts.climbed;
      return { ...full, restarts: { climbed: { every, chains: { none: chains['8'] } } } };
    },
    'restarts.climbed.chains.none: must be a number of chains',
  ],
  [
    'another seed of a set that does not exist',
    ({ seeds, ...full }) => ({ ...full, seeds: { '2': { sets: seeds['2'].easy } } }),
    'seeds.2.sets: must be one of the sets of segments',
  ],
  [
    'a seed that is no number',
    ({ seeds, ...full }) => ({ ...full, seeds: { other: seeds['2'] } }),
    'seeds.other: must be the number of a seed',
  ],
])('%s is told', (_, spoil, message) => {
  const spoilt: unknown = JSON.parse(JSON.stringify(spoil(fullMeasured())));
  expect(() => parseMeasured(spoilt)).toThrow(MeasuredError);
  expect(() => parseMeasured(spoilt)).toThrow(message);
});
