/**
 * Tables as text (RFC 4180), as spreadsheets of all countries write them: with commas, semicolons or tabs, with or without a byte order
 * mark, with any ends of lines. Pure.
 */

export interface CsvRecord {
  /** Where it begins, from 1; a cell may go over several lines. */
  line: number;
  cells: string[];
}

export interface CsvTable {
  records: CsvRecord[];
  /** Line of a quotation mark that nobody closed: what follows it could not be told apart. */
  unclosed: number | null;
}

const SEPARATORS = [';', ',', '\t'] as const;
export type CsvSeparator = (typeof SEPARATORS)[number];

/**
 * Records without any content are left out.
 * @param most records that are read; what follows them is left aside
 */
export function parseCsv(text: string, most = Infinity): CsvTable {
  const plain = text.replace(/^\ufeff/, '');
  // Spreadsheets take this line as a word to themselves.
  const said = /^sep=(.)\r?\n?/i.exec(plain);
  const body = said ? plain.slice(said[0].length) : plain;
  const reader = new Reader(body, said?.[1] ?? separatorOf(body), said?.[0].endsWith('\n') ? 2 : 1);
  return reader.read(most);
}

/** So much of the first line tells its separator. */
const MAX_LOOKED_AT = 100_000;

/** What stands most often outside of quotation marks in the first line. */
function separatorOf(text: string): string {
  const counts = new Map<string, number>(SEPARATORS.map((separator) => [separator, 0]));
  let inside = false;
  for (const char of text.slice(0, MAX_LOOKED_AT)) {
    if (char === '"') inside = !inside;
    if (inside) continue;
    if (char === '\n' || char === '\r') break;
    const count = counts.get(char);
    if (count !== undefined) counts.set(char, count + 1);
  }
  const [best] = [...counts].toSorted(([, a], [, b]) => b - a);
  return best?.[0] ?? ';';
}

class Reader {
  private readonly text: string;
  private readonly separator: string;
  private at = 0;
  private line: number;

  constructor(text: string, separator: string, line: number) {
    this.text = text;
    this.separator = separator;
    this.line = line;
  }

  read(most: number): CsvTable {
    const records: CsvRecord[] = [];
    while (this.at < this.text.length && records.length < most) {
      const { line } = this;
      const cells: string[] = [];
      for (let more = true; more;) {
        const cell = this.cell();
        if (cell === null) return { records, unclosed: this.line };
        cells.push(cell);
        more = this.text[this.at] === this.separator;
        if (more) this.at += 1;
      }
      this.endOfLine();
      if (cells.some((cell) => cell.trim() !== '')) records.push({ line, cells });
    }
    return { records, unclosed: null };
  }

  /** @returns null when its quotation mark is never closed; `line` then says where it stands */
  private cell(): string | null {
    if (this.text[this.at] !== '"') return this.plain();
    const begunIn = this.line;
    let value = '';
    this.at += 1;
    for (;;) {
      const end = this.text.indexOf('"', this.at);
      if (end < 0) {
        this.line = begunIn;
        return null;
      }
      const piece = this.text.slice(this.at, end);
      this.line += piece.match(/\r\n|\r|\n/g)?.length ?? 0;
      value += piece;
      this.at = end + 1;
      // Behind the end some programs leave spaces, or what belongs to the cell.
      if (this.text[this.at] !== '"') return value + this.plain();
      value += '"';
      this.at += 1;
    }
  }

  private plain(): string {
    const from = this.at;
    for (; this.at < this.text.length; this.at += 1) {
      const char = this.text[this.at];
      if (char === this.separator || char === '\n' || char === '\r') break;
    }
    return this.text.slice(from, this.at);
  }

  private endOfLine(): void {
    if (this.at >= this.text.length) return;
    this.at += this.text.startsWith('\r\n', this.at) ? 2 : 1;
    this.line += 1;
  }
}

/** Cells that a spreadsheet would calculate, or that begin with the mark against that. */
const FORMULA = /^['=+\-@\t\r\uff1d\uff0b\uff0d\uff20]/;

/** A table that a spreadsheet opens as text: nothing in it is a formula, whatever somebody has written into it. */
export function writeCsv(rows: readonly (readonly string[])[], separator: CsvSeparator): string {
  const lines = rows.map((row) => row.map((cell) => quoted(harmless(cell), separator)).join(separator));
  return `\ufeff${lines.map((line) => `${line}\r\n`).join('')}`;
}

export function harmless(cell: string): string {
  return FORMULA.test(cell) ? `'${cell}` : cell;
}

/** The cell before it was made harmless. */
export function plainCell(cell: string): string {
  return cell.startsWith("'") && FORMULA.test(cell.slice(1)) ? cell.slice(1) : cell;
}

function quoted(cell: string, separator: string): string {
  const needs = cell.includes(separator) || /["\r\n;,\t]|^\s|\s$/.test(cell);
  return needs ? `"${cell.replaceAll('"', '""')}"` : cell;
}
