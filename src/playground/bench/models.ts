import { OFFICIAL_CONFIGS } from '../../hrm/official-configs';

const shipped = import.meta.glob('/models/*/config.json', { import: 'default', eager: true });

/** The configurations to choose from, by name. */
export const CONFIGS: Readonly<Record<string, unknown>> = {
  ...Object.fromEntries(
    Object.entries(shipped).map(([path, config]) => [`shipped ${path.split('/')[2]!}`, config]),
  ),
  ...OFFICIAL_CONFIGS,
};
