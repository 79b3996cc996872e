import type { IncomingMessage } from 'node:http';
import { jsonAnswer, type Answer } from './answer.ts';
import { Problem } from './problem.ts';
import { mediaType, readJson } from './request-body.ts';

const types = ['application/csp-report', 'application/reports+json'];

/** How many are kept: one faulty page of a busy site sends them without end. */
const capacity = 1000;

/** What browsers reported of the strict page, in memory: `report-uri` and Reporting API formats alike. */
export class CspReports {
  readonly #reports: unknown[] = [];

  list(): Answer {
    return jsonAnswer(200, this.#reports);
  }

  /** @throws Problem 415 for another media type */
  async collect(request: IncomingMessage): Promise<Answer> {
    if (!types.includes(mediaType(request))) {
      throw new Problem(415, `Un rapport est envoyé comme ${types.join(' ou ')}.`, { code: 'invalid' });
    }
    // The one format is a single report, the other a list of them.
    this.#reports.push(...[await readJson(request)].flat());
    this.#reports.splice(0, this.#reports.length - capacity);
    return { status: 204 };
  }
}
