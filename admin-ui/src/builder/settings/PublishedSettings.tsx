/** The document's `x-settings`, group by group: what residents notice with the next publication. */
import { Mails } from './mails/Mails';
import { OnePerSetting } from './OnePerSetting';
import { Contact } from './published/Contact';
import { Guide } from './published/Guide';
import { Pdf } from './published/Pdf';
import { Privacy } from './published/Privacy';
import { Receipt } from './published/Receipt';
import { Section } from './Section';
import { PUBLISHED } from './sections';
import { Setting, SettingText } from './Setting';

export function PublishedSettings({ formId }: { formId: string }) {
  return (
    <>
      <Section section={PUBLISHED.guide}>
        <Guide />
      </Section>
      <Section section={PUBLISHED.privacy}>
        <Privacy />
      </Section>
      <Section section={PUBLISHED.contact}>
        <Contact />
      </Section>
      <Section section={PUBLISHED.receipt}>
        <Receipt />
      </Section>
      <Section section={PUBLISHED.mails}>
        <Mails formId={formId} />
      </Section>
      <Section section={PUBLISHED.pdf}>
        <Pdf />
      </Section>
      <Section section={PUBLISHED.number}>
        <Setting at="/x-settings/onePer">
          <OnePerSetting />
        </Setting>
      </Section>
      <Section section={PUBLISHED.template}>
        <SettingText
          path={['gallery']}
          label="使う場面"
          help="どんな手続のときに使うひな形かを、1つの文で書きます。住民には表示しません。"
        />
      </Section>
    </>
  );
}
