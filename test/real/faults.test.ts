import { describeFaults } from '../faults/describe-faults.ts';
import { installWaline } from './waline.ts';
import { installWordPress } from './wordpress.ts';

/** Why there is no Waline to be tried, where there is none: no network, most of the time. */
const missing = await installWaline().then(
  () => undefined,
  (error: unknown) => `not tried: ${String(error).split('\n')[0]}`,
);

// A run that fails prints its seed: it goes here.
describeFaults('waline', [1], missing);
const reason = installWordPress();
describeFaults('wordpress-form', [1], reason);
describeFaults('wordpress-rest', [1], reason);
