import { form } from './fr/form.js';
import { thread } from './fr/thread.js';

/** The source language, and the type of all the others. */
export const fr = { ...form, ...thread };

/** Every word a reader sees. */
export type Messages = typeof fr;
