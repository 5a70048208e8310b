/** The hub as it is installed. */
import { runProgram } from './program.ts';

await runProgram();
