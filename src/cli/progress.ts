/** A line on standard error that says how far long work is; only on a terminal, and only after a moment. */
import { cleanText } from "../diagnostics/clean-text.ts";
import { digits } from "../diagnostics/order.ts";
import type { Terminal } from "./terminal.ts";

const FIRST_AFTER = 1000;
const EVERY = 200;

export class Progress {
  readonly #terminal: Terminal;
  readonly #begun = performance.now();
  #last = 0;
  #name = "";
  #hits = 0;
  #isShown = false;

  constructor(terminal: Terminal) {
    this.#terminal = terminal;
  }

  /** A log is begun. */
  start(name: string): void {
    this.#name = name;
    this.#show();
  }

  /** A hit was found. */
  found(): void {
    this.#hits++;
    this.#show();
  }

  /** Any other line. */
  say(text: string): void {
    this.#write(text);
  }

  end(): void {
    if (this.#isShown) this.#terminal.err.write("\r\u001b[K");
  }

  #show(): void {
    this.#write(`${digits(this.#hits)} hits; reading ${cleanText(this.#name).slice(-60)}`);
  }

  #write(text: string): void {
    if (!this.#terminal.err.isTerminal) return;
    const now = performance.now();
    if (now - this.#begun < FIRST_AFTER || now - this.#last < EVERY) return;
    this.#last = now;
    this.#isShown = true;
    this.#terminal.err.write(`\r\u001b[K${text}`);
  }
}
