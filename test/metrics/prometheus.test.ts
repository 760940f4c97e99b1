import { describe, expect, it } from '@jest/globals';
import { createMetrics } from '../../src/metrics/prometheus.ts';

describe('metrics', () => {
  it('shows turns, latency, outbox depth and redactions by kind', async () => {
    const metrics = createMetrics({ processMetrics: false });
    metrics.messageReceived('webchat', 'stored');
    metrics.redacted('password');
    metrics.turn(0.004, 'ok');
    metrics.replySent('webchat', 'sent');
    metrics.outboxDepth(7);
    metrics.request({ method: 'GET', route: '/api/me', status: 200, seconds: 0.01 });
    const text = await metrics.render();
    for (const line of [
      'ventanilla_messages_received_total{channel="webchat",status="stored"} 1',
      'ventanilla_redactions_total{kind="password"} 1',
      'ventanilla_turns_total{outcome="ok"} 1',
      'ventanilla_turn_seconds_bucket{le="0.005"} 1',
      'ventanilla_replies_total{channel="webchat",outcome="sent"} 1',
      'ventanilla_outbox_depth 7',
      'ventanilla_http_request_seconds_count{method="GET",route="/api/me",status="200"} 1',
    ]) {
      expect(text).toContain(line);
    }
  });

  it('keeps two gateways in one process apart', async () => {
    const one = createMetrics({ processMetrics: false });
    createMetrics({ processMetrics: false }).outboxDepth(9);
    expect(await one.render()).not.toContain('outbox_depth 9');
  });
});
