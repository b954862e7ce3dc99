// Lets a form with data-passkey ask the browser for a passkey before it is sent. The form is hidden until then: what
// a browser cannot do is not offered.
const able = typeof PublicKeyCredential === 'function'

for (const form of document.querySelectorAll('form[data-passkey]')) {
  if (!able) continue
  form.hidden = false
  form.addEventListener('submit', (event) => {
    event.preventDefault()
    void answer(form)
  })
}
for (const note of document.querySelectorAll('[data-without-passkeys]')) note.hidden = able

async function answer(form) {
  const [button, fault] = [form.querySelector('button'), form.querySelector('[role=alert]')]
  fault.textContent = ''
  button.disabled = true
  try {
    const asked = await options(form)
    const made =
      form.dataset.passkey === 'add'
        ? await navigator.credentials.create({ publicKey: asked })
        : await navigator.credentials.get({ publicKey: asked })
    form.elements.response.value = JSON.stringify(written(made))
    form.submit()
  } catch (error) {
    button.disabled = false
    fault.textContent = faults[error.name] ?? faults.other
  }
}

const faults = {
  NotAllowedError: 'No passkey was used, or it took too long. Try again.',
  InvalidStateError: 'This device already holds a passkey of yours. Choose another device.',
  SecurityError:
    'Passkeys work only at the address that Waymark’s emails link to. Open that address and try again.',
  other: 'That did not work. Open the page again and try once more.',
}

async function options(form) {
  const body = new URLSearchParams(new FormData(form))
  const reply = await fetch(form.dataset.options, { method: 'POST', body, credentials: 'same-origin' })
  if (!reply.ok) throw new Error('the server did not give a challenge')
  const given = await reply.json()
  const known = (list) => list?.map((each) => ({ ...each, id: bytes(each.id) }))
  return {
    ...given,
    challenge: bytes(given.challenge),
    ...(given.user && { user: { ...given.user, id: bytes(given.user.id) } }),
    ...(given.excludeCredentials && { excludeCredentials: known(given.excludeCredentials) }),
    ...(given.allowCredentials && { allowCredentials: known(given.allowCredentials) }),
  }
}

/** What the browser answered, as text. */
function written({ id, rawId, type, response }) {
  const fields = ['clientDataJSON', 'attestationObject', 'authenticatorData', 'signature', 'userHandle']
  const texts = fields.flatMap((name) => (response[name] ? [[name, text(response[name])]] : []))
  return { id, rawId: text(rawId), type, clientExtensionResults: {}, response: Object.fromEntries(texts) }
}

function bytes(base64url) {
  const binary = atob(base64url.replaceAll('-', '+').replaceAll('_', '/'))
  return Uint8Array.from(binary, (character) => character.charCodeAt(0))
}

function text(buffer) {
  const binary = Array.from(new Uint8Array(buffer), (byte) => String.fromCharCode(byte)).join('')
  return btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')
}
