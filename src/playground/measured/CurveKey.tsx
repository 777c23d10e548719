import { plural } from '../../puzzles/plural';
import { pairFor, type SetShown } from './sets';

interface Props {
  readonly sets: readonly SetShown[];
  readonly numChains: number;
}

/** The legend of several lines; screen readers have the table. */
export function CurveKey({ sets, numChains }: Props) {
  const pairs = sets.map((set) => pairFor(set, numChains));
  const pair = pairs.find(({ faint }) => faint !== null);
  const [again] = sets.flatMap((set) => set.again ?? []);
  if (pair === undefined && again === undefined) return null;
  const chains = pair?.strong.chains ?? 1;
  const alone = pairs.some(({ strong }) => strong.chains < chains);
  return (
    <p className="measured-key" aria-hidden="true">
      <KeyLine
        kind=""
        text={`${plural(chains, 'chain')}${alone ? ', or one where no more were measured' : ''}`}
      />
      {pair !== undefined && <KeyLine kind="faint" text={plural(pair.faint!.chains, 'chain')} />}
      {again !== undefined && (
        <KeyLine
          kind="again"
          text={`starting over, after every ${again.every} segments, if unsure`}
        />
      )}
    </p>
  );
}

/** A line as in the charts, and its meaning. */
export function KeyLine({ kind, text }: { readonly kind: string; readonly text: string }) {
  return (
    <span>
      <svg>
        <path className={`curve right ${kind}`} d="M0 4h24" />
      </svg>
      {text}
    </span>
  );
}
