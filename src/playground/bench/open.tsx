import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { BenchPage } from './BenchPage';

/** Shows the benchmark page in place of the playground. */
export function openBench(): void {
  document.title = 'Measure · HRM Playground';
  createRoot(document.getElementById('root')!).render(
    <StrictMode>
      <BenchPage />
    </StrictMode>,
  );
}
