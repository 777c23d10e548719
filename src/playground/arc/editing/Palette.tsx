import { OneOf } from '../../controls/OneOf';
import { Signs } from '../grids/GridView';
import { ALL_COLOURS, COLOUR_NAMES } from '../grids/colours';
import type { Tool } from '../store/editor';
import { useArc } from '../useArc';

const TOOL_WORDS: Readonly<Record<Tool, { readonly name: string; readonly key: string }>> = {
  paint: { name: 'Brush', key: 'B' },
  fill: { name: 'Fill', key: 'F' },
  pick: { name: 'Pick colour', key: 'I' },
};

/** Ten colours and the tools. */
export function Palette() {
  const colour = useArc((state) => state.colour);
  const setColour = useArc((state) => state.setColour);
  const tool = useArc((state) => state.tool);
  const setTool = useArc((state) => state.setTool);
  return (
    <div className="arc-palette">
      <OneOf
        className="arc-colours"
        options={ALL_COLOURS}
        value={colour}
        onChoose={setColour}
        as={(value) => ({
          shown: <Swatch colour={value} />,
          label: `${value}, ${COLOUR_NAMES[value]}`,
          title: `${COLOUR_NAMES[value]}, key ${value}`,
        })}
        label="Colour"
      />
      <OneOf
        options={Object.keys(TOOL_WORDS) as Tool[]}
        value={tool}
        onChoose={setTool}
        as={(value) => ({ shown: TOOL_WORDS[value].name, title: `key ${TOOL_WORDS[value].key}` })}
        label="Tool"
      />
    </div>
  );
}

function Swatch({ colour }: { readonly colour: number }) {
  const signs = useArc((state) => state.signs);
  return (
    <svg viewBox="0 0 1 1" aria-hidden="true">
      <rect className={`arc-${colour}`} width={1} height={1} />
      {signs && <Signs cells={[{ colour, row: 0, column: 0 }]} />}
    </svg>
  );
}
