import { IconCircle, IconCircleCheckFilled, IconCircleDashed, IconCircleMinus } from '@tabler/icons-react';
import type { ProtocolStep } from '../../../shared/wire.ts';
import { Instant } from '../parts/time.tsx';
import { useTexts } from '../texts/texts.tsx';

const steps = [1, 2, 3, 4, 5, 6, 7, 8, 9] as const;
const icons = {
  done: IconCircleCheckFilled,
  skipped: IconCircleDashed,
  notApplicable: IconCircleMinus,
  pending: IconCircle,
};

/** The nine steps of the protocol (EXS-05), with who did each and when. */
export function Protocol({ steps: marks }: { steps: readonly ProtocolStep[] }) {
  const { t } = useTexts();
  return (
    <ol className="protocol">
      {steps.map((step) => {
        const mark = marks.findLast((one) => one.step === step);
        const status = mark?.status ?? 'pending';
        const Icon = icons[status];
        return (
          <li key={step} className={`protocol-${status}`}>
            <Icon size={16} aria-hidden />
            <span>
              {t(`protocol.steps.${step}`)} <span className="reason">{t(`protocol.${status}`)}</span>
              {mark && (
                <span className="reason">
                  {' '}
                  · {t(`speaker.${mark.by}`, { defaultValue: mark.by })} · <Instant at={mark.at} />
                </span>
              )}
            </span>
          </li>
        );
      })}
    </ol>
  );
}
