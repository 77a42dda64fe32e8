import { SERVER_FIELDS } from '../model/phrases-of-servers.ts';

const servers = Array.from(SERVER_FIELDS, ([kind, fields]) => `  ${kind.padEnd(9)}${wrapped(fields, 11)}`).join('\n');

export const help = `Simulates a Python web server and prints the measures of the run; the same input gives the same run.

npm run sim -- [options] SERVER CLIENTS [CLIENTS …]

Examples
  npm run sim -- 'asgi workers=2' 'rate 80 for 10s: cpu 5, wait 90, cpu 5'
  npm run sim -- sync '20 at 0: cpu 5, wait 90, cpu 5'
  npm run sim -- 'fastapi endpoint=def tokens=40' 'poisson 300 for 10s seed 3: cpu ~2, wait ~90'
  npm run sim -- 'gthread workers=2 threads=8' 'users 50 think ~1s for 30s keep-alive: cpu 5, wait 90'
  npm run sim -- 'asgi workers=2 supervisor=gunicorn timeout=3s' 'rate 40 for 20s: cpu 5' '1 at 5s: block 8000'
  npm run sim -- asgi 'rate 20 for 30s path /predict patience 2s retry 3 pause 100ms factor 2: block 60' \\
      'probe every 1s patience 500ms failures 3 grace 5s for 30s path /healthz: cpu 1'

SERVER is a kind, and parameters as name=value. Times are ms unless they end in s: timeout=3s.
${servers}
  Lists: crashes=1@5s,2@7s   validation="cpu 2"   background="def cpu 5; async def wait 20"
         dependencies="def wait 5 exit cpu 1"   routes="/slow def; /fast async def"   (handlers likewise)
         routes="/slow def validation [cpu 2] background [def cpu 5] dependencies [def wait 5]"

CLIENTS is who comes, what else is to be said of them in any order, a colon, and the steps of each request.
  rate 80 for 10s         80 a second, as regular as a clock
  poisson 80 for 10s      80 a second on average, by chance
  bursts 2 of 10 for 10s  2 bursts a second on average, each of 10 requests at once
  users 50 for 10s        50 users, each of whom waits for the answer; think 1s, think ~1s, keep-alive, apart 2ms
  probe every 1s patience 500ms for 30s
                          a health probe; failures 3 in a row restart the server, which has grace 5s
  8 at 0                  8 requests at once, at 0 ms; apart 10ms, one after another; probe, as a health probe is one
  of each of these        path /predict, patience 2s, retry 3 pause 100ms factor 2
  of all but "8 at 0"     from 5s, seed 3
  steps                   cpu 5, native 5, wait 90, block 90, thread [wait 90, cpu 1], reply, all in ms, or nothing;
                          thread exempt [wait 90] takes no token of the pool;
                          but for "8 at 0" also cpu ~5, which is 5 on average, by chance

Options
  --json               the whole trace as JSON, and nothing else; npm adds nothing to it with npm run -s sim -- …
  --trace-events FILE  writes the trace for ui.perfetto.dev and chrome://tracing
  --max-events N       stops a run that is too long; 1000000 events of the simulator
  --help               this`;

/** The words in lines that keep clear of what stands at their left. */
function wrapped(words: readonly string[], indent: number): string {
  const lines = [''];
  for (const word of words) {
    const line = lines.at(-1) ?? '';
    if (line.length + word.length > 100) lines.push(word);
    else lines[lines.length - 1] = line === '' ? word : `${line} ${word}`;
  }
  return lines.join(`\n${' '.repeat(indent)}`);
}
