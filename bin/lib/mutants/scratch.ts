/** A copy of the project to plant bugs in: the project's own files are never touched. */
import { execFileSync } from 'node:child_process'
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'

export interface Scratch {
  readonly folder: string
  /** @throws PatchDoesNotApply */
  plant(mutant: { name: string; patch: string }): void
  /** As it was before the bug was planted. */
  mend(mutant: { patch: string }): void
  remove(): void
}

/** The code that the patch changes is not what it was. */
export class PatchDoesNotApply extends Error {
  constructor(name: string, why: string) {
    super(
      `test/mutants/${name}.patch does not apply any more (${why}). Make the same mistake in your tree by hand, put the output of ` +
        `"git diff -- functions statemachines" below the patch's header in place of the old diff, and take the mistake back.`,
    )
    this.name = 'PatchDoesNotApply'
  }
}

/** @param project its folder; what git ignores is left out, `node_modules` is shared */
export function makeScratch(project: string): Scratch {
  const folder = mkdtempSync(join(realpathSync(tmpdir()), 'tradewind-mutants-'))
  const listed = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
    cwd: project,
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  })
  for (const file of listed.split('\0')) {
    if (file === '' || !existsSync(join(project, file))) continue
    mkdirSync(dirname(join(folder, file)), { recursive: true })
    copyFileSync(join(project, file), join(folder, file))
  }
  symlinkSync(realpathSync(join(project, 'node_modules')), join(folder, 'node_modules'), 'dir')
  return {
    folder,
    plant: ({ name, patch }) => {
      try {
        apply(folder, patch)
      } catch (error) {
        throw new PatchDoesNotApply(name, reasonOf(error))
      }
    },
    mend: ({ patch }) => apply(folder, patch, '--reverse'),
    // Whoever wrote into it may be about to end.
    remove: () => rmSync(folder, { recursive: true, force: true, maxRetries: 10 }),
  }
}

/** @param options of `git apply`, such as `--check` */
export function apply(folder: string, patch: string, ...options: string[]): void {
  execFileSync('git', ['apply', ...options, '-'], {
    cwd: folder,
    input: patch,
    stdio: ['pipe', 'pipe', 'pipe'],
    // A repository around the folder would have it take paths for the repository's.
    env: { ...process.env, GIT_CEILING_DIRECTORIES: dirname(folder) },
  })
}

export const reasonOf = (error: unknown): string =>
  String((error as { stderr?: Buffer }).stderr ?? error)
    .trim()
    .split('\n')
    .at(-1)!
