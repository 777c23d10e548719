/** The kinds of faults of a kernel. */
export type FindingKind =
  'race' | 'unwritten read' | 'out of bounds' | 'wrap-around' | 'divergent barrier';

export interface Finding {
  readonly kind: FindingKind;
  /** Label of the kernel. */
  readonly kernel: string;
  /** The line in the kernel's WGSL, counted from 1; 0 if the finding belongs to no line. */
  readonly line: number;
  readonly source: string;
  /** A description with threads, buffer and index. */
  readonly detail: string;
  /** How often it was seen. */
  count: number;
}

/** Collects findings: one for each kind of fault and line of a kernel. */
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

  /** Returns all findings and forgets them. */
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
