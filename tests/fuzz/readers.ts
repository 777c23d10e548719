import { bytesSource } from '../../src/checkpoint/byte-source';
import { assembleModel, parseConfigText, serializeModel } from '../../src/checkpoint/model-folder';
import { openModelFiles } from '../../src/checkpoint/open-files';
import { readPickle } from '../../src/checkpoint/pickle';
import { readSafetensors } from '../../src/checkpoint/safetensors';
import { weightsIn } from '../../src/checkpoint/stored-weights';
import { zipDirectory } from '../../src/checkpoint/zip-directory';
import { elementCode, embeddedAddress, frameCode } from '../../src/embed/address';
import { parseConfig } from '../../src/hrm/config';
import { readUrl } from '../../src/playground/store/url';
import { TABS } from '../../src/playground/worlds';
import { generateTask } from '../../src/puzzles/arc/generate/generate';
import { TASK_KINDS } from '../../src/puzzles/arc/generate/registry';
import { formatArc, parseArc } from '../../src/puzzles/arc/parse';
import { parseArcGrid } from '../../src/puzzles/arc/text';
import { mazeWorld } from '../../src/puzzles/maze/world';
import { sudokuWorld } from '../../src/puzzles/sudoku/world';
import { parseMeasured } from '../../src/reasoning/measured';
import { TINY_CONFIG, tinyModel } from '../support/tiny-model';
import { torchFile, torchPickle } from '../support/torch-file';

/** A reader of files that users bring, and a few valid inputs to start from. */
export interface Reader {
  readonly name: string;
  readonly seeds: readonly Uint8Array[];
  /** Reads an input. Throws an error or returns complaints. @returns sentences for the page */
  read(bytes: Uint8Array): readonly string[] | Promise<readonly string[]>;
}

const encoder = new TextEncoder();
const decoder = new TextDecoder();
const SITE = 'https://example.org/hrm/';

function ofText(
  name: string,
  seeds: readonly string[],
  read: (text: string) => unknown,
  said: (result: never) => readonly string[] = () => [],
): Reader {
  return {
    name,
    seeds: seeds.map((seed) => encoder.encode(seed)),
    read: (bytes) => said(read(decoder.decode(bytes)) as never),
  };
}

const SUDOKU = '53..7....6..195....98....6.8...6...34..8.3..17...2...6.6....28....419..5....8..79';
const MAZE = ['#####', '#S  #', '###  ', '#Goo ', '# ###'].join('\n');
const messages = ({ problems }: { problems: readonly { message: string }[] }) =>
  problems.map(({ message }) => message);

const { config, weights } = serializeModel(tinyModel(), 'F32');
const torch = torchFile(tinyModel());
/** The config in the form that the official code writes beside a checkpoint. */
const yaml = `arch:\n  name: hrm.hrm_act_v1@HierarchicalReasoningModel_ACTV1\n${Object.entries(
  TINY_CONFIG,
)
  .map(([key, value]) => `  ${key}: ${JSON.stringify(value)}\n`)
  .join('')}data_path: data/sudoku\nseed: 0\n`;
const index = JSON.stringify({
  metadata: { total_size: weights.length },
  weight_map: { 'model.inner.lm_head.weight': 'part-1.safetensors' },
});

/** One file of a model's folder, together with the other files of the folder. */
async function openWith(...files: readonly (readonly [string, Uint8Array])[]): Promise<string[]> {
  await openModelFiles(files.map(([name, bytes]) => ({ name, source: bytesSource(bytes) })));
  return [];
}
const configBytes = encoder.encode(config);

/** Readers of all inputs of the page and the command line. */
export const READERS: readonly Reader[] = [
  ofText('config.json', [config, JSON.stringify(TINY_CONFIG)], (text) =>
    parseConfig(parseConfigText(text)),
  ),
  { name: 'safetensors', seeds: [weights], read: (bytes) => (readSafetensors(bytes), []) },
  {
    name: 'model files',
    seeds: [weights, encoder.encode(config)],
    read(bytes) {
      const isWeights = bytes.length > 2000;
      const text = isWeights ? config : decoder.decode(bytes);
      assembleModel(parseConfig(parseConfigText(text)), isWeights ? bytes : weights);
      return [];
    },
  },
  {
    name: 'pickle',
    seeds: [torchPickle(tinyModel())],
    read: (bytes) => (readPickle(bytes), []),
  },
  {
    name: 'zip directory',
    seeds: [torch],
    async read(bytes) {
      const entries = await zipDirectory(bytesSource(bytes));
      for (const entry of entries.values()) await entry();
      return [];
    },
  },
  {
    name: 'torch checkpoint',
    seeds: [torch],
    async read(bytes) {
      for (const tensor of (await weightsIn(bytesSource(bytes))).tensors.values())
        await tensor.read();
      return [];
    },
  },
  {
    name: 'torch model',
    seeds: [torch],
    read: (bytes) => openWith(['step_7', bytes], ['config.json', configBytes]),
  },
  {
    name: 'all_config.yaml',
    seeds: [encoder.encode(yaml)],
    read: (bytes) => openWith(['checkpoint', torch], ['all_config.yaml', bytes]),
  },
  {
    name: 'index of shards',
    seeds: [encoder.encode(index)],
    read: (bytes) =>
      openWith(
        ['part-1.safetensors', weights],
        ['model.safetensors.index.json', bytes],
        ['config.json', configBytes],
      ),
  },
  ofText('sudoku', [SUDOKU, SUDOKU.match(/.{9}/g)!.join('\n')], (text) => sudokuWorld.parse(text)),
  ofText('sudokus', [`puzzle,solution\n${SUDOKU},`, SUDOKU], sudokuWorld.readList, messages),
  ofText('maze', [MAZE, MAZE.replaceAll('\n', '')], (text) => mazeWorld.parse(text)),
  ofText('mazes', [`puzzle\n${MAZE.replaceAll('\n', '')}`], mazeWorld.readList, messages),
  ofText('ARC tasks', [formatArc([generateTask(TASK_KINDS[0]!, 1, 10)])], parseArc, messages),
  ofText('ARC grid', ['[[0,1],[2,3]]', '0 1\n2 3', '012\n345'], parseArcGrid),
  ofText(
    'link',
    ['?world=maze&limit=8&v=1', '?world=arc&task=x', '?speed=2&chart_hide=1&theme=dark'],
    (text) => readUrl(text, TABS),
    ({ problems }: { problems: readonly string[] }) => problems,
  ),
  ofText('link to embed', ['?world=maze', SITE, 'https://elsewhere.example/?a=1'], (link) => {
    embeddedAddress(link, SITE);
    frameCode(link, SITE);
    elementCode(link, SITE);
  }),
  ofText('measured.json', ['{"sets":[]}'], (text) => {
    let value: unknown;
    try {
      value = JSON.parse(text);
    } catch {
      return; // the code that fetches it reports the error
    }
    parseMeasured(value);
  }),
];
