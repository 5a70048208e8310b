import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { SMALL_FAULTS } from './network/weather.ts';
import type { Options } from './options.ts';
import type { Outcome } from './simulation.ts';

/** The one line of figures with which a run ends. */
export function figures(options: Options, { record, last, said }: Outcome): string {
  const small: ReadonlySet<string> = new Set(SMALL_FAULTS);
  const counted = [...record.faults].toSorted(([, a], [, b]) => b - a);
  const list = (rows: typeof counted): string => rows.map(([kind, n]) => `${kind} ${n}`).join(', ');
  const sum = (rows: typeof counted): number => rows.reduce((total, [, n]) => total + n, 0);
  const large = counted.filter(([kind]) => !small.has(kind));
  const requests = counted.filter(([kind]) => small.has(kind));
  const tally = last?.tally ?? null;
  const refused = tally ? Object.entries(tally.refused).toSorted(([, a], [, b]) => b - a) : [];
  const intents = tally?.intents ?? record.made;
  return [
    `seed ${options.seed}`,
    `intents ${intents} (done ${tally?.done ?? '?'}, discarded ${tally?.discarded ?? '?'})`,
    `faults ${sum(large)} (${list(large)})`,
    `requests disturbed ${sum(requests)} (${list(requests)})`,
    `refused ${sum(refused)} (${list(refused)})`,
    `said by visitors ${said}`,
    `clients ${options.clients + options.browsers} of them browsers ${options.browsers}`,
    `hubs ${options.hubs}`,
    `dialogs ${last?.dialogs ?? '?'}`,
    `seconds ${record.seconds.toFixed(0)}`,
    `intents/s ${(intents / record.seconds).toFixed(0)}`,
    `violations ${record.violations.length}`,
  ].join('; ');
}

/** How to see it again, for a run that found something. */
export function writeFailure(options: Options, { record }: Outcome): string {
  const file = path.join(record.folder, 'violations.txt');
  const again = `npm run chaos -- ${Object.entries(options)
    .filter(([name]) => name !== 'out')
    .map(([name, value]) => `--${name} ${value}`)
    .join(' ')}`;
  writeFileSync(file, `${again}\n\n${record.violations.join('\n\n')}\n`);
  return `Again: ${again}\nTrace, outboxes and databases of the clients: ${record.folder}`;
}
