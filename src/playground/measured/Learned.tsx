import { wilsonInterval } from '../../reasoning/calibration';
import type { LearnedTasks } from '../../reasoning/measured';
import { Heading } from '../article/Chapter';
import { count } from '../teach/words';
import { between, percent } from './words';

/** The results of learning tasks one by one. */
export function Learned({ learned }: { readonly learned: readonly LearnedTasks[] }) {
  return (
    <>
      <Heading id="learned">How well does it learn a task?</Heading>
      <p>
        Tasks the model had never seen, each learned from its own demonstrations, and then asked.
        Two attempts count, as in the official test.
      </p>
      <figure>
        <div className="scroll">
          <table className="measured-learned">
            <thead>
              <tr>
                <td />
                <th scope="col">Questions</th>
                <th scope="col">Right at once</th>
                <th scope="col">In two attempts</th>
              </tr>
            </thead>
            <tbody>
              {learned.map(({ title, questions, pass_1, pass_2 }) => (
                <tr key={title}>
                  <th scope="row">{title}</th>
                  <td>{count(questions)}</td>
                  {[pass_1, pass_2].map((right, attempt) => (
                    <td key={attempt}>
                      <b>{percent(right / questions)}</b>
                      <span>{between(wilsonInterval(right, questions))}</span>
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
        <figcaption>
          With the 95 % interval.{' '}
          {learned.map(({ title, about }) => `${title}: ${about}.`).join(' ')}
        </figcaption>
      </figure>
    </>
  );
}
