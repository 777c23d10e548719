import { useEffect, useState } from 'react';
import { PopoverDoor } from '../controls/PopoverDoor';
import { linkOf } from '../page/settings';
import { useCopy } from '../useCopy';
import { usePlayground, usePlaygroundStore } from '../usePlayground';
import { goToStop, presentByKey, togglePresenting } from './present';
import { keepStops, readStops, stopsOf, textOf } from './stops';
import '../styles/present.css';

/** Above the board in presentations: the question, and the buttons through the script. */
export default function PresentBar() {
  const store = usePlaygroundStore();
  const say = usePlayground((state) => state.say);
  const script = usePlayground((state) => state.script);
  const stops = usePlayground((state) => state.stops);
  const stop = usePlayground((state) => state.stop);
  const [copying, copy] = useCopy();
  useEffect(() => {
    const { setStops, stop } = store.getState();
    const found = stopsOf(script);
    setStops(found);
    if (found.length > 0) goToStop(store, Math.min(stop, found.length));
  }, [store, script]);
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const typing = event.target instanceof Element && event.target.closest('textarea, input');
      if (!typing && !event.defaultPrevented && presentByKey(store, event.key)) {
        event.preventDefault();
      }
    };
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  }, [store]);
  return (
    <header className="present-bar">
      <p className="present-say" role="status">
        {say}
      </p>
      <nav aria-label="Presenting">
        {stops.length > 0 && (
          <>
            <button
              type="button"
              className="button"
              aria-label="Previous stop"
              disabled={stop <= 1}
              onClick={() => goToStop(store, stop - 1)}
            >
              ‹
            </button>
            <span className="present-place">
              {stop} of {stops.length}
            </span>
            <button
              type="button"
              className="button"
              aria-label="Next stop"
              disabled={stop >= stops.length}
              onClick={() => goToStop(store, stop + 1)}
            >
              ›
            </button>
          </>
        )}
        <button type="button" className="quiet" onClick={() => void copy(linkOf(store.getState()))}>
          <span aria-live="polite">{copying === 'copied' ? 'Link copied' : 'Copy link'}</span>
        </button>
        <Script />
        <button type="button" className="quiet" onClick={() => togglePresenting(store)}>
          Leave
        </button>
      </nav>
    </header>
  );
}

/** The script as text. */
function Script() {
  return (
    <PopoverDoor door="Stops" label="Stops of this lesson" name="stops">
      <Editor />
    </PopoverDoor>
  );
}

function Editor() {
  const store = usePlaygroundStore();
  const [text, setText] = useState(() => textOf(store.getState().stops));
  const [problem, setProblem] = useState<string | null>(null);
  const add = () => {
    const { say } = store.getState();
    const line = `- [${say === '' ? 'What do you see?' : say}](${linkOf(store.getState())})`;
    setText(text.trim() === '' ? line : `${text.trimEnd()}\n${line}`);
  };
  const use = () => {
    try {
      const stops = readStops(text);
      keepStops(text);
      setProblem(null);
      const { setScript, setStops } = store.getState();
      setScript(stops.length === 0 ? 'none' : 'own');
      setStops(stops);
      goToStop(store, 1);
    } catch (error) {
      setProblem((error as Error).message);
    }
  };
  return (
    <>
      <label>
        <strong>Stops</strong>, one in each line: [what to say](link). This browser keeps yours.
        <textarea
          rows={8}
          spellCheck={false}
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
      </label>
      {problem !== null && (
        <p className="problem" role="alert">
          {problem}
        </p>
      )}
      <p className="row">
        <button type="button" className="button" onClick={add}>
          Add what is on show
        </button>
        <button type="button" className="button primary" onClick={use}>
          Use these stops
        </button>
      </p>
    </>
  );
}
