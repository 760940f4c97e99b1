import { Switch, TextInput } from '@mantine/core';
import { useTexts } from '../texts/texts.tsx';
import { ContactPicker } from './contact-picker.tsx';
import type { LoggedForm } from './log-conversation-page.tsx';

/** Who it was: somebody who is known, or somebody new. */
export function LoggedPerson(props: { form: LoggedForm; change: (news: Partial<LoggedForm>) => void }) {
  const { t } = useTexts();
  const { form, change } = props;
  return (
    <>
      {!form.isNew && <ContactPicker value={form.person} choose={(person) => change({ person })} isRequired />}
      <Switch
        label={t('tickets.log.newPerson')}
        checked={form.isNew}
        onChange={(event) => change({ isNew: event.currentTarget.checked })}
      />
      {form.isNew && (
        <div className="form-grid">
          <TextInput
            label={t('tickets.log.name')}
            value={form.name}
            onChange={(event) => change({ name: event.currentTarget.value })}
            maxLength={200}
            required
          />
          <TextInput
            type="tel"
            label={t('tickets.log.phone')}
            value={form.phone}
            onChange={(event) => change({ phone: event.currentTarget.value })}
            maxLength={40}
          />
          <TextInput
            type="email"
            label={t('tickets.log.email')}
            value={form.email}
            onChange={(event) => change({ email: event.currentTarget.value })}
            maxLength={200}
          />
        </div>
      )}
    </>
  );
}
