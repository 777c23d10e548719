import { dampingOf, startsAtRandom, type HrmConfig } from '../../hrm/config';
import { carriedStates, layerPasses, scheduleOf } from '../../hrm/schedule';

/** The name of a model among others: "TRM, 2 layers, random starts, damping 0.95". */
export function titleOf(config: HrmConfig): string {
  return [kindOf(config), ...dynamicsOf(config)].join(', ');
}

/** How a model's states change, if that differs from HRM. */
export function dynamicsOf(config: HrmConfig): string[] {
  const damping = dampingOf(config);
  return [
    ...(startsAtRandom(config) ? ['random starts'] : []),
    ...(damping < 1 ? [`damping ${damping}`] : []),
    ...(config.settling === undefined ? [] : ['settling']),
  ];
}

function kindOf(config: HrmConfig): string {
  const { H_layers: slow, L_layers: fast } = config;
  switch (config.arch ?? 'hrm') {
    case 'hrm':
      return `HRM, ${fast} + ${slow} layers`;
    case 'trm':
      return config.mlp_t ? `TRM, ${fast} layers without attention` : `TRM, ${fast} layers`;
    case 'recurrent':
      return `Flat recurrence, ${fast} layers`;
    case 'transformer':
      return `Transformer, ${fast} layers`;
    case 'deep':
      return `One pass, ${fast} layers × ${scheduleOf(config).length}`;
  }
}

/** Its difference from the others, in a sentence. */
export function aboutOf(config: HrmConfig): string {
  switch (config.arch ?? 'hrm') {
    case 'hrm':
      return 'Two modules, a fast and a slow state.';
    case 'trm':
      return 'One module makes the steps of both states.';
    case 'recurrent':
      return 'One module and one state, without a hierarchy.';
    case 'transformer':
      return 'Answers in one pass and cannot think longer.';
    case 'deep':
      return 'The same layers again and again in one pass; no state for a next segment.';
  }
}

/** Whether more segments can change its answer. */
export const thinksLonger = (config: HrmConfig) => carriedStates(config).length > 0;

/** "419 M". */
export function inMillions(value: number): string {
  const millions = value / 1e6;
  return `${millions < 10 ? millions.toFixed(2) : Math.round(millions).toLocaleString('en')} M`;
}

/** "1.3 MB". */
export const inMegabytes = (bytes: number) => `${(bytes / 1e6).toFixed(1)} MB`;

/** "14 layer passes". */
export function depthOf(config: HrmConfig): string {
  const passes = layerPasses(config);
  return `${passes} layer ${passes === 1 ? 'pass' : 'passes'}`;
}
