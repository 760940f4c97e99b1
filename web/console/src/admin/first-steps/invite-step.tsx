import { Button } from '@mantine/core';
import { IconUserPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { AddPerson } from '../../access/add-person.tsx';
import { useTexts } from '../../texts/texts.tsx';

/** Adds somebody right here; their invitation comes on the page of people. */
export function InviteStep() {
  const { t } = useTexts();
  const navigate = useNavigate();
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button leftSection={<IconUserPlus size={17} aria-hidden />} onClick={() => setOpen(true)}>
        {t('people.add')}
      </Button>
      <AddPerson
        isOpen={isOpen}
        close={() => setOpen(false)}
        added={(id) => void navigate(`/admin/people?person=${encodeURIComponent(id)}&fresh=1`)}
      />
    </>
  );
}
