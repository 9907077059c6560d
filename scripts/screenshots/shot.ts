import type { Page, ViewportSize } from 'playwright-core';

/** What a picture is taken of: something that runs, until it is closed. */
export interface Stage {
  url: string;
  /** Brings the page to the moment that tells the story, and waits until all of it shows. */
  arrange(page: Page): Promise<void>;
  close(): Promise<void>;
}

/** A picture of the documentation: `docs/images/NAME.png`. */
export interface Shot {
  name: string;
  viewport: ViewportSize;
  prepare: () => Promise<Stage>;
}
