import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { BenchPage } from './BenchPage';

/** Puts the page to measure with in place of the playground. */
export function openBench(): void {
  document.title = 'Measure · HRM Playground';
  createRoot(document.getElementById('root')!).render(
    <StrictMode>
      <BenchPage />
    </StrictMode>,
  );
}
