import { describe, expect, it } from '@jest/globals';
import { remark } from 'remark';
import remarkGfm from 'remark-gfm';
import remarkValidateLinks from 'remark-validate-links';
import { PAGES, read, ROOT } from './support/pages.js';

type Options = Parameters<typeof remarkValidateLinks>[0];
type FileSet = NonNullable<Parameters<typeof remarkValidateLinks>[1]>;
type Processor = ReturnType<typeof remark>;
type File = Awaited<ReturnType<Processor['process']>>;

/** The part of unified's engine that the plugin needs: the files, and a call when all are read. */
class Files {
  readonly #files: File[] = [];
  #whenRead: (files: this) => Promise<void> = () => Promise.resolve();

  use(whenRead: (files: this) => Promise<void>): void {
    this.#whenRead = whenRead;
  }

  /** Linked files that are not our pages: it is enough that they exist. */
  add(): void {}

  valueOf(): File[] {
    return this.#files;
  }

  async check(pages: readonly string[]): Promise<string[]> {
    const options: Options = { repository: false, root: ROOT };
    const processor = remark()
      .use(remarkGfm)
      .use(remarkValidateLinks, options, this as unknown as FileSet);
    for (const path of pages) {
      this.#files.push(await processor.process({ path, value: read(path), cwd: ROOT }));
    }
    await this.#whenRead(this);
    return this.#files.flatMap(({ path, messages }) =>
      messages.map((message) => `${path}:${String(message)}`),
    );
  }
}

describe('links between documents', () => {
  it('lead to files and headings that are there', async () => {
    expect(await new Files().check(PAGES)).toEqual([]);
  });

  it('are found where they lead nowhere', async () => {
    const files = new Files();
    const [good, bad] = ['[a](architecture.md#the-rooms)', '[b](architecture.md#no-room) [c](none.md)'];
    const processor = remark().use(
      remarkValidateLinks,
      { repository: false, root: ROOT } satisfies Options,
      files as unknown as FileSet,
    );
    const page = await processor.process({ path: 'docs/page.md', value: `${good} ${bad}`, cwd: ROOT });
    files.valueOf().push(page);
    const problems = await files.check(['docs/architecture.md']);
    expect(problems.filter((problem) => problem.startsWith('docs/page.md'))).toHaveLength(2);
  });
});
