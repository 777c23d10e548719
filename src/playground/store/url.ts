import * as z from 'zod/mini';
import type { Grid, Tab } from '../worlds/page-world';
import { words, type Setting } from './setting';
import { SETTINGS, type SettingValues } from './settings';
import { HIDEABLE, type Hideable } from './view';

/** The content of a link. */
export interface UrlSettings extends SettingValues {
  /** Id of the open tab. */
  readonly world: string;
  /** A puzzle of that world; not in a world with tasks. */
  readonly puzzle?: Grid;
  /** The rule of the puzzle, if its world has several. */
  readonly rule?: string;
  /** The id of the task, in a world with tasks. */
  readonly task?: string;
  /** Id of the open model: a shipped one, or one that only this browser keeps. */
  readonly model?: string;
  readonly hidden: ReadonlySet<Hideable>;
}

/** Version of the language of links; a page reads its own and older ones. */
const URL_VERSION = 1;

/** One key of the query: its codec, and the allowed values in words. */
type Property<T> = Pick<Setting<T>, 'codec' | 'wanted'>;

type Scalars = Omit<UrlSettings, 'hidden'>;
type Key = keyof Scalars;
type Value<K extends Key> = Exclude<Scalars[K], undefined>;
type Properties = { readonly [K in Key]?: Property<Value<K>> };

const model = { codec: z.string().check(z.regex(/^[\w-]{1,64}$/)), wanted: 'the id of a model' };

/** The keys for an open tab; its world defines how a puzzle is written. */
function propertiesOf(tabs: readonly Tab[], id: string): Properties {
  const world = words(tabs.map((tab) => tab.id));
  const tab = tabs.find((known) => known.id === id);
  if (tab === undefined) return { world, ...SETTINGS };
  const { link, rules } = tab;
  const rule = rules.length === 0 ? {} : { rule: words(rules) };
  return { world, ...link, ...rule, model, ...SETTINGS };
}

function keysOf(properties: Properties): Key[] {
  return Object.keys(properties) as Key[];
}

/** Keys that others put on links, to count visits; they are not errors. */
const FOREIGN = /^(utm_.*|fbclid|gclid|ref)$/;

/**
 * The query for these settings, with its leading `?`; empty when nothing differs from the defaults.
 * @param tabs the page has, among them that of the settings
 */
export function writeUrl(
  settings: UrlSettings,
  defaults: UrlSettings,
  tabs: readonly Tab[],
): string {
  const query = new URLSearchParams();
  const properties = propertiesOf(tabs, settings.world);
  const textOf = <K extends Key>(key: K, { [key]: value }: UrlSettings) =>
    value === undefined ? null : z.encode(properties[key]!.codec, value as Value<K>);
  for (const key of keysOf(properties)) {
    const text = textOf(key, settings);
    if (text !== null && text !== textOf(key, defaults)) query.set(key, text);
  }
  for (const thing of HIDEABLE) if (settings.hidden.has(thing)) query.set(`${thing}_hide`, '1');
  if (query.size === 0) return '';
  query.set('v', String(URL_VERSION));
  return `?${query}`;
}

export interface UrlReading {
  /** The settings with valid values. */
  readonly settings: Partial<UrlSettings>;
  /** What was skipped and why, in sentences for the reader of the page. */
  readonly problems: readonly string[];
}

/**
 * Reads a query. Nothing in it can make this throw.
 * @param tabs the page has; without a valid `world` the puzzle is read as one of the first tab
 */
export function readUrl(search: string, tabs: readonly [Tab, ...Tab[]]): UrlReading {
  const query = new URLSearchParams(search);
  const asked = query.get('world');
  const properties = propertiesOf(tabs, (tabs.find(({ id }) => id === asked) ?? tabs[0]).id);
  const settings: { -readonly [K in keyof UrlSettings]?: UrlSettings[K] } = {};
  const problems: string[] = [];
  const skip = (key: string, text: string, why: string) =>
    problems.push(`This link's ${isPlain(text) ? `${key}=${text}` : key} was skipped: ${why}.`);

  const read = <K extends Key>(key: K, { codec, wanted }: Property<Value<K>>, text: string) => {
    const value = codec.safeParse(text);
    if (value.success) (settings as Record<K, Value<K>>)[key] = value.data;
    else skip(key, text, `it should be ${wanted}`);
  };

  const hidden = new Set<Hideable>();
  let unknown = 0;
  for (const [key, text] of query) {
    const thing = HIDEABLE.find((name) => key === `${name}_hide`);
    const name = keysOf(properties).find((name) => key === name);
    if (name !== undefined) read(name, properties[name] as Property<never>, text);
    else if (thing !== undefined) {
      if (text === '1') hidden.add(thing);
      else if (text !== '0') skip(key, text, 'it should be 1 or 0');
    } else if (key === 'v') {
      if (!/^\d{1,6}$/.test(text)) skip(key, text, `it should be ${URL_VERSION}`);
      else if (Number(text) > URL_VERSION) {
        problems.push('This link was made by a newer version of the page; parts may be missing.');
      }
    } else if (!FOREIGN.test(key)) unknown++;
  }
  // Their names may contain any text, so they are only counted.
  if (unknown > 0) {
    const settings = unknown === 1 ? 'One setting' : `${unknown} settings`;
    problems.push(
      `${settings} of this link ${unknown === 1 ? 'is' : 'are'} unknown to this page and skipped.`,
    );
  }
  if (hidden.size > 0) settings.hidden = hidden;
  return { settings, problems };
}

/**
 * Whether a value may be repeated: a number or a word. Anything longer could be a sentence that
 * looks like the page's own.
 */
function isPlain(text: string): boolean {
  return /^(-?\d{1,6}(\.\d{1,4})?|[a-z\d-]{0,16})$/i.test(text);
}
