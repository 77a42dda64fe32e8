import type { Ms } from '../src/model/kernel.ts';
import type { Repetition } from '../src/model/measured/measurement.ts';
import type { Scenario } from '../src/model/measured/scenario.ts';
import type { ServerSpec } from '../src/model/servers/index.ts';

/** A scenario, and how it is run in reality. */
export type Setup = ServerSetup | ProgramSetup | RecordingSetup;

/** A real server with a load. */
export interface ServerSetup {
  readonly kind: 'server';
  readonly scenario: Scenario & { readonly server: ServerSpec };
  readonly program: Program;
  /** "flask_predict:app", in slides/code or lab/python. */
  readonly app: string;
  /** Further files that take part, of slides/code or lab/python: "example.py". */
  readonly with?: readonly string[];
  /** How long the model server takes; there is none without. */
  readonly model?: Ms;
  /** Variables of its environment. */
  readonly env?: Readonly<Record<string, string>>;
  /** Options of the program beside those that the server's description says. */
  readonly options?: readonly string[];
  /** A server of its own for each repetition: what is left of one would disturb the next. */
  readonly restart?: boolean;
  /** Whether a task on the loop notes how late it is woken. */
  readonly lag?: boolean;
  /** Figures that are no client's. */
  readonly values?: (repetition: Repetition) => Readonly<Record<string, number>>;
}

/** One run of a real server, recorded as a trace. */
export interface RecordingSetup {
  readonly kind: 'recording';
  /** Its name is that of a slide: "recorded/second-user". */
  readonly scenario: ServerSetup['scenario'];
  readonly setup: ServerSetup;
  /** Which the application speaks: another instrument sees it. */
  readonly interface: 'wsgi' | 'asgi';
}

export type Program = 'gunicorn' | 'uvicorn' | 'hypercorn' | 'granian' | 'tornado';

/** A program in Python that prints its figures as an object of JSON. */
export interface ProgramSetup {
  readonly kind: 'program';
  readonly scenario: Scenario;
  /** In lab/python. */
  readonly script: string;
  readonly arguments?: readonly string[];
}
