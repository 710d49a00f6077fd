// Progress goes to standard error, so that a command's own output (preflight's JSON lines, the test figures) stays alone
// on standard output.
const FRAMES = ['⠋', '⠙', '⠹', '⠸', '⠼', '⠴', '⠦', '⠧', '⠇', '⠏']
/** Without a terminal a long step repeats itself this often (milliseconds), so that a log shows it is alive. */
const REPEAT = 20_000

const terminal = Boolean(process.stderr.isTTY) && !process.env.CI
const running = new Map()
let frame = 0
let timer

/** One line for people. */
export function say(text = '') {
  clear()
  process.stderr.write(`${text}\n`)
}

/** Seconds, as people say them: 0.4 s, 12 s, 2 min 5 s. */
export function seconds(milliseconds) {
  const s = milliseconds / 1000
  if (s < 10) return `${s.toFixed(1)} s`
  if (s < 60) return `${Math.round(s)} s`
  return `${Math.floor(s / 60)} min ${Math.round(s % 60)} s`
}

/**
 * Runs `work` while showing that it runs: a spinner with seconds on a terminal, plain lines elsewhere. Several steps may
 * run at once. Returns what `work` returns; when it throws, the step is shown as failed and the error passes on.
 */
export async function step(title, work) {
  const started = performance.now()
  running.set(title, { started, said: started })
  if (!terminal) say(`· ${title} …`)
  timer ??= setInterval(draw, terminal ? 100 : 1000)
  try {
    const result = await work()
    finish(title, '✓', started)
    return result
  } catch (error) {
    finish(title, '✗', started)
    throw error
  }
}

function finish(title, mark, started) {
  running.delete(title)
  if (running.size === 0) {
    clearInterval(timer)
    timer = undefined
  }
  say(`${mark} ${title} (${seconds(performance.now() - started)})`)
}

function draw() {
  const now = performance.now()
  if (terminal) {
    frame = (frame + 1) % FRAMES.length
    const names = [...running].map(([title, { started }]) => `${title} ${seconds(now - started)}`)
    const line = `${FRAMES[frame]} ${names.join('  ·  ')}`
    process.stderr.write(`\r\u001B[2K${line.slice(0, (process.stderr.columns ?? 80) - 1)}`)
    return
  }
  for (const [title, state] of running) {
    if (now - state.said < REPEAT) continue
    state.said = now
    say(`· ${title} … ${seconds(now - state.started)}`)
  }
}

function clear() {
  if (terminal && running.size > 0) process.stderr.write('\r\u001B[2K')
}
