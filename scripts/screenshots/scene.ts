import type { Page, ViewportSize } from 'playwright-core';

/** A picture of the documentation: `docs/images/NAME.png`. */
export interface Picture {
  name: string;
  viewport: ViewportSize;
  url: string;
  /** Brings the page to the state of the picture, and waits until it is complete. */
  arrange: (page: Page) => Promise<void>;
}

/** Running system for pictures, until it is closed. */
export interface Stage {
  pictures: readonly Picture[];
  close: () => Promise<void>;
}

export interface Scene {
  /** Names of its pictures. */
  names: readonly string[];
  prepare: () => Promise<Stage>;
}
