import { describeFaults } from './describe-faults.ts';

// A run that fails prints its seed: it goes here.
describeFaults('rest', [1, 2]);
