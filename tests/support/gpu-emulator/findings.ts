/** What is wrong with a kernel. */
export type FindingKind =
  'race' | 'unwritten read' | 'out of bounds' | 'wrap-around' | 'divergent barrier';

export interface Finding {
  readonly kind: FindingKind;
  /** Label of the kernel. */
  readonly kernel: string;
  /** Counted from 1, in the WGSL of the kernel; 0 where it is about no line. */
  readonly line: number;
  readonly source: string;
  /** What happened: threads, buffer and index. */
  readonly detail: string;
  /** How often it was seen, this once included. */
  count: number;
}

/** Findings, one for each kind and line of a kernel. */
export class Findings {
  readonly #found = new Map<string, Finding>();

  add(finding: Omit<Finding, 'count'>): void {
    const key = `${finding.kind}|${finding.kernel}|${finding.line}`;
    const known = this.#found.get(key);
    if (known) known.count++;
    else this.#found.set(key, { ...finding, count: 1 });
  }

  get all(): readonly Finding[] {
    return [...this.#found.values()];
  }

  /** All of them; forgets them. */
  take(): readonly Finding[] {
    const { all } = this;
    this.#found.clear();
    return all;
  }
}

export function describeFinding({ kind, kernel, line, source, detail, count }: Finding): string {
  const where = line > 0 ? `\n  ${line} | ${source.trim()}` : '';
  const times = count > 1 ? ` (${count} times)` : '';
  return `${kind} in ${kernel}: ${detail}${times}${where}`;
}
