import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { lstat, mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { keptFolder } from './run-folders.ts'

/** Where a browser lies, and the environment it needs. */
export type Chromium = { path: string; env: Record<string, string> }

/**
 * A Chromium that runs here: the one that `WAYMARK_CHROMIUM` names; else the packaged one, unpacked once for
 * each version and account; else one of the system. Throws when none runs.
 */
export async function unpackedChromium(): Promise<Chromium> {
  const named = process.env.WAYMARK_CHROMIUM
  const candidates = named ? [plain(named)] : [...(await packaged()), plain('/usr/bin/chromium')]
  for (const candidate of candidates) if (await runs(candidate)) return candidate
  throw new Error('No Chromium runs here. Set WAYMARK_CHROMIUM to the path of one.')
}

const run = promisify(execFile)

async function runs({ path, env }: Chromium): Promise<boolean> {
  return run(path, ['--version'], { env }).then(
    ({ stdout }) => stdout.includes('Chrom'),
    () => false,
  )
}

function plain(path: string): Chromium {
  return { path, env: { ...process.env } as Record<string, string> }
}

// The second one brings the libraries along that a bare machine lacks; where they are there, mixing is a risk.
async function packaged(): Promise<Chromium[]> {
  if (process.platform !== 'linux' || process.arch !== 'x64') return []
  const folder = await unpack()
  const env = { ...plain('').env, FONTCONFIG_FILE: join(folder, 'fonts.conf'), HOME: folder }
  const path = join(folder, 'chromium')
  return [
    { path, env },
    { path, env: { ...env, LD_LIBRARY_PATH: join(folder, 'al2023/lib') } },
  ]
}

/**
 * Unpacks beside and renames, so that a folder under its final name is always whole: the package itself trusts
 * whatever lies in the temp folder, be it half-written, of another version or of another account. When several
 * test files start at once, the first to finish wins and the others use what it made.
 */
async function unpack(): Promise<string> {
  const packageFolder = join(dirname(require.resolve('@sparticuz/chromium')), '..')
  const { version } = JSON.parse(await readFile(join(packageFolder, 'package.json'), 'utf8')) as {
    version: string
  }
  const home = join(keptFolder(), `waymark-chromium-${version}-${process.getuid?.() ?? 0}`)
  if (existsSync(home)) return ours(home)
  const staging = await mkdtemp(`${home}-`)
  try {
    await run(process.execPath, ['--input-type=module', '--eval', inflate(packageFolder)], {
      env: { ...process.env, TMPDIR: staging, NODE_OPTIONS: '' },
    })
    await writeFile(join(staging, 'fonts.conf'), fontsFile(home))
    await mkdir(join(staging, 'cache'))
    await rename(staging, home)
  } catch (error) {
    await rm(staging, { recursive: true, force: true })
    if (!existsSync(home)) throw error
  }
  return ours(home)
}

async function ours(folder: string): Promise<string> {
  const { uid } = await lstat(folder)
  if (uid !== (process.getuid?.() ?? uid)) throw new Error(`${folder} belongs to another account: remove it`)
  return folder
}

const require = createRequire(import.meta.url)

const inflate = (folder: string): string => `
import chromium, { inflate } from ${JSON.stringify(join(folder, 'build/index.js'))}
await chromium.executablePath()
await inflate(${JSON.stringify(join(folder, 'bin/al2023.tar.br'))})`

// One font for every machine, so that a page is as wide here as there.
const fontsFile = (folder: string): string => `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>${folder}/fonts/fonts</dir>
  <cachedir>${folder}/cache</cachedir>
</fontconfig>
`
