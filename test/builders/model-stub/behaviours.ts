import type { IncomingMessage, ServerResponse } from 'node:http';

/** What came in, and the answer that a well-behaved endpoint would give. */
export interface StubExchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  /** Text of the model's message for a chat; empty for embeddings. */
  readonly content: string;
  /** The whole answer as the protocol wants it. */
  readonly answer: object;
  /** The same answer with another message. */
  readonly saying: (content: string) => object;
}

/** One way to answer a request. */
export type Behaviour = (exchange: StubExchange) => void;

/** Answers as it should. */
export const well: Behaviour = ({ response, answer }) => json(response, 200, answer);

/** The model says these words instead of what it should: foreign ids, HTML, links, other schemas. */
export const says =
  (content: string): Behaviour =>
  ({ response, saying }) =>
    json(response, 200, saying(content));

/** Takes the request and never answers. */
export const silent: Behaviour = () => undefined;

/** Refuses with a status; `headers` such as `retry-after`. */
export const refuses =
  (status: number, headers: Readonly<Record<string, string>> = {}): Behaviour =>
  ({ response }) => {
    json(response, status, { error: { message: 'stub says no: sk-stub-leak <b>no</b>', type: 'stub' } }, headers);
  };

/** Cuts the connection before any answer. */
export const resets: Behaviour = ({ request }) => void request.socket.resetAndDestroy();

/** Sends half of an answer, then cuts the connection. */
export const halfStream: Behaviour = ({ response, answer }) => {
  const whole = JSON.stringify(answer);
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(whole) });
  response.write(whole.slice(0, whole.length / 2), () => response.destroy());
};

/** Sends half of an answer and then nothing, with the connection open. */
export const stalls: Behaviour = ({ response, answer }) => {
  const whole = JSON.stringify(answer);
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(whole) });
  response.write(whole.slice(0, whole.length / 2));
};

/** An answer with a body of many megabytes. */
export const hugeBody =
  (megabytes: number): Behaviour =>
  ({ response, answer }) => {
    response.writeHead(200, { 'content-type': 'application/json' });
    const chunk = ' '.repeat(1024 * 1024);
    let left = megabytes;
    const more = () => {
      if (response.destroyed) return;
      if (left-- > 0) response.write(chunk, more);
      else response.end(JSON.stringify(answer));
    };
    more();
  };

/** A body that is no JSON, with the status and the type of success. */
export const notJson: Behaviour = ({ response }) => {
  response.writeHead(200, { 'content-type': 'application/json' }).end('<html><body>Bad gateway</body></html>');
};

/** Sends the caller elsewhere. */
export const redirects =
  (to: string): Behaviour =>
  ({ response }) => {
    response.writeHead(307, { location: to }).end();
  };

function json(response: ServerResponse, status: number, body: object, headers: Readonly<Record<string, string>> = {}) {
  response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));
}
