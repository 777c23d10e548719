import * as z from 'zod/mini';
import { CheckpointError } from './error';
import type { Settings } from './missing-settings';
import { openModelFiles, type OpenedModel } from './open-files';
import { openUrl, type UrlSource } from './url-source';

/**
 * The checkpoints of the paper (arXiv 2506.21734), and of Equilibrium Reasoners (arXiv 2605.21488), as
 * their authors published them.
 */
export const PUBLISHED = [
  {
    title: 'Sudoku-Extreme',
    address: 'https://huggingface.co/sapientinc/HRM-checkpoint-sudoku-extreme',
  },
  {
    title: 'Maze 30×30, hard',
    address: 'https://huggingface.co/sapientinc/HRM-checkpoint-maze-30x30-hard',
  },
  {
    title: 'EqR, Sudoku-Extreme',
    address: 'https://huggingface.co/locuslab/EqR-model/blob/main/sudoku-extreme/eqr.pth',
  },
  {
    title: 'EqR, Maze 30×30',
    address: 'https://huggingface.co/locuslab/EqR-model/blob/main/maze-unique/eqr.pth',
  },
] as const;

/** A file of a model, and its address. */
export interface RemoteFile {
  readonly name: string;
  readonly url: string;
  readonly bytes: number;
}

/** Larger models are not for a browser. */
const MOST_BYTES = 4e9;
/** Files to try at an address that gives no list of its files. */
const USUAL = [
  ['config.json', 'model.safetensors'],
  ['all_config.yaml', 'checkpoint'],
] as const;
const WEIGHTS = /\.(safetensors|pt|pth|ckpt)$|^checkpoint$|^step_\d+$/i;
const CONFIG = /^(config\.json|all_config\.ya?ml)$|\.index\.json$/i;

/**
 * The files of a model at an address: of a repository (`hf.co/…`, `huggingface.co/…`, also a folder
 * in it), of a folder, or of a file of weights with its config beside it. Asks for sizes and reads
 * no weights.
 * @param hub where repositories are
 * @throws CheckpointError, one sentence
 */
export async function lookAt(
  address: string,
  { signal, hub = 'https://huggingface.co' }: { signal?: AbortSignal; hub?: string } = {},
): Promise<readonly RemoteFile[]> {
  const url = urlOf(address);
  const files = isHub(url, hub)
    ? await inRepository(url, hub, signal)
    : await atAddress(url, signal);
  const weights = files.filter(({ name }) => WEIGHTS.test(name.split('/').at(-1)!));
  if (weights.length === 0) {
    throw new CheckpointError(
      `There is no model at ${url.host}${url.pathname}: no weights are there.`,
    );
  }
  const bytes = files.reduce((sum, file) => sum + file.bytes, 0);
  if (bytes > MOST_BYTES) {
    throw new CheckpointError(
      `That is ${(bytes / 1e9).toFixed(1)} GB, more than a browser can hold.`,
    );
  }
  return files;
}

/** The host that an address asks. @throws CheckpointError if it is not an address */
export const hostOf = (address: string): string => urlOf(address).host;

function urlOf(address: string): URL {
  const trimmed = address.trim();
  const text = /^https?:/i.test(trimmed) ? trimmed : `https://${trimmed}`;
  try {
    const url = new URL(text);
    if (!url.hostname.includes('.') && url.hostname !== 'localhost') throw new Error('no host');
    if (url.host === 'hf.co') url.host = 'huggingface.co';
    return url;
  } catch {
    throw new CheckpointError(
      'That is no address; one is hf.co/NAME/REPOSITORY, or the address of a file of weights.',
    );
  }
}

const isHub = (url: URL, hub: string) => url.origin === new URL(hub).origin;

const repositorySchema = z.object({
  siblings: z.array(z.object({ rfilename: z.string(), size: z.optional(z.number()) })),
});

async function inRepository(
  url: URL,
  hub: string,
  signal: AbortSignal | undefined,
): Promise<RemoteFile[]> {
  const [owner, name, view, revision = 'main', ...path] = url.pathname.split('/').filter(Boolean);
  if (owner === undefined || name === undefined) {
    throw new CheckpointError('A repository is called by two names: hf.co/NAME/REPOSITORY.');
  }
  const repository = `${owner}/${name}`;
  const about = `${hub}/api/models/${repository}/revision/${revision}?blobs=true`;
  const source = await openUrl(about, {
    what: `The repository ${repository}`,
    signal: () => signal,
  });
  const text = new TextDecoder().decode(
    await source.read(0, Math.min(source.size || 2 ** 22, 2 ** 22)),
  );
  const parsed = repositorySchema.safeParse(safeJson(text));
  if (!parsed.success)
    throw new CheckpointError(`${url.host} did not say what ${repository} holds.`);
  const folder = view === undefined ? [] : view === 'blob' ? path.slice(0, -1) : path;
  const file = view === 'blob' ? path.at(-1) : undefined;
  return parsed.data.siblings.flatMap(({ rfilename, size = 0 }) => {
    const parts = rfilename.split('/');
    const base = parts.pop()!;
    if (parts.join('/') !== folder.join('/')) return [];
    const isWanted = CONFIG.test(base) || (WEIGHTS.test(base) && (file ?? base) === base);
    if (!isWanted) return [];
    const at = `${hub}/${repository}/resolve/${revision}/${rfilename}`;
    return [{ name: `${folder.at(-1) ?? name}/${base}`, url: at, bytes: size }];
  });
}

/** A folder, or a file of weights with its config beside it. */
async function atAddress(url: URL, signal: AbortSignal | undefined): Promise<RemoteFile[]> {
  const last = url.pathname.split('/').at(-1)!;
  const isFile = WEIGHTS.test(last);
  const folder = new URL(isFile || last === '' ? './' : `${last}/`, url);
  let problem: unknown = null;
  // A PyTorch file may have its config inside.
  const alone = /\.(pt|pth|ckpt)$/i.test(last) ? [[null, last] as const] : [];
  for (const [config, weights] of [...USUAL, ...alone]) {
    const names = [config ?? [], isFile ? last : weights].flat();
    try {
      const found: RemoteFile[] = [];
      for (const name of names) {
        const at = new URL(name, folder);
        at.search = url.search;
        const source = await openUrl(at.href, { what: name, signal: () => signal });
        found.push({ name: `${nameOf(folder)}/${name}`, url: at.href, bytes: source.size });
      }
      return found;
    } catch (error) {
      signal?.throwIfAborted();
      problem ??= error;
    }
  }
  throw problem;
}

const nameOf = (folder: URL) => folder.pathname.split('/').filter(Boolean).at(-1) ?? folder.host;

function safeJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/**
 * Files at addresses that are being read. Received bytes are kept, so an interrupted attempt
 * continues where it stopped.
 */
export class RemoteModel {
  readonly #sources = new Map<string, UrlSource>();
  readonly #here = new Map<string, number>();
  #signal: AbortSignal | undefined;
  #tell: (here: number) => void = () => undefined;

  constructor(
    readonly files: readonly RemoteFile[],
    private readonly pause?: number,
  ) {}

  /**
   * Opens the model, as `openModelFiles` does. @param onBytes gets the number of all bytes received
   */
  async open(
    onBytes: (here: number) => void,
    signal?: AbortSignal,
    settings: Settings = {},
  ): Promise<OpenedModel> {
    this.#signal = signal;
    this.#tell = onBytes;
    const opened = [];
    for (const { name, url } of this.files) {
      const source = this.#sources.get(url) ?? (await this.#openSource(name, url));
      this.#sources.set(url, source);
      opened.push({ name, source });
    }
    return openModelFiles(opened, { settings, ...(signal !== undefined && { signal }) });
  }

  #openSource(name: string, url: string): Promise<UrlSource> {
    return openUrl(url, {
      what: name.split('/').at(-1)!,
      signal: () => this.#signal,
      onBytes: (here) => {
        this.#here.set(url, here);
        this.#tell([...this.#here.values()].reduce((sum, bytes) => sum + bytes, 0));
      },
      ...(this.pause !== undefined && { pause: this.pause }),
    });
  }
}
