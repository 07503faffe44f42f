// The control API of the server that this page came from.

const root = '/_sim/';
const keyName = 'wecomsim-key';

export class ApiError extends Error {
  constructor(status, message) {
    super(message);
    this.status = status;
  }
}

async function send(method, path, body) {
  const headers = {};
  const key = sessionStorage.getItem(keyName);
  if (key) headers.Authorization = `Bearer ${key}`;
  const options = { method, headers };
  if (body !== undefined) options.body = body instanceof Blob ? body : JSON.stringify(body);
  for (;;) {
    const response = await fetch(root + path, options);
    if (response.status !== 401) return response;
    headers.Authorization = `Bearer ${await askForKey(Boolean(headers.Authorization))}`;
  }
}

async function json(method, path, body) {
  const response = await send(method, path, body);
  const answer = await response.json();
  if (!response.ok) throw new ApiError(response.status, answer.error ?? response.statusText);
  return answer;
}

export const get = (path) => json('GET', path);
export const post = (path, body = {}) => json('POST', path, body);
export const put = (path, body) => json('PUT', path, body);
export const remove = (path) => json('DELETE', path);

/**
 * Joins a path and the values of a query, leaving out the empty ones. A list is
 * the name repeated.
 */
export function query(path, values) {
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(values)) {
    if (value === '' || value === undefined || value === null) continue;
    for (const one of [value].flat()) parameters.append(name, one);
  }
  return `${path}?${parameters}`;
}

/** The content of an upload as a Blob, null when the server has none. */
export async function upload(id) {
  const response = await send('GET', query('media', { id }));
  return response.ok ? response.blob() : null;
}

let asking = null;

/** All requests that wait for the key share one dialog. */
function askForKey(wrong) {
  asking ??= new Promise((resolve) => {
    const dialog = document.getElementById('key-dialog');
    const input = document.getElementById('key-input');
    document.getElementById('key-problem').hidden = !wrong;
    dialog.addEventListener('cancel', (event) => event.preventDefault());
    dialog.addEventListener(
      'close',
      () => {
        sessionStorage.setItem(keyName, input.value);
        asking = null;
        resolve(input.value);
      },
      { once: true },
    );
    input.value = '';
    dialog.showModal();
  });
  return asking;
}

/**
 * Calls onChange for every event, and onLive with whether the stream is up. It
 * never ends.
 */
export async function follow(onChange, onLive) {
  for (;;) {
    try {
      const response = await send('GET', 'events');
      if (!response.ok) throw new ApiError(response.status, response.statusText);
      onLive(true);
      await readEvents(response.body.getReader(), onChange);
    } catch (error) {
      if (!(error instanceof ApiError) && !(error instanceof TypeError)) console.error(error);
    }
    onLive(false);
    await new Promise((resolve) => {
      setTimeout(resolve, 1000);
    });
  }
}

async function readEvents(reader, onChange) {
  const decoder = new TextDecoder();
  let text = '';
  for (;;) {
    const { value, done } = await reader.read();
    if (done) return;
    text += decoder.decode(value, { stream: true });
    const events = text.split('\n\n');
    text = events.pop();
    const data = events
      .flatMap((event) => event.split('\n'))
      .filter((line) => line.startsWith('data: '))
      .pop();
    if (data) onChange(JSON.parse(data.slice('data: '.length)));
  }
}
