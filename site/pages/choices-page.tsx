import type { JSX } from 'preact';
import { type Choice, sectionOf } from '../../spec';
import { Inert } from '../../suite/report/page/inert-text';
import { choosersOf } from '../choosers';
import { pageOfSection } from '../links';
import type { Site } from '../model';
import { choiceAnchor, PAGES } from '../page-names';
import { InlineProse } from '../parts/inline-prose';
import { Scroll } from '../parts/scroll';
import type { SitePage } from './site-page';

/** The register of what the RFC leaves open, as one table. */
export function choicesPage(site: Site): SitePage {
  return { file: PAGES.choices, title: 'Choices', content: <Choices site={site} /> };
}

function Choices({ site }: { site: Site }): JSX.Element {
  return (
    <>
      <h1>Choices</h1>
      <p class="lead">
        Where the RFC is silent or can be read in two ways every answer is right. A question leads to its
        options and to what speaks for each.
      </p>
      <Scroll label="Choices">
        <table class="register">
          <thead>
            <tr>
              <th scope="col">question</th>
              <th scope="col">options</th>
              {site.runs.map(({ name }) => (
                <th scope="col">
                  <Inert text={name} longest={60} />
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {site.choices.map((choice) => (
              <ChoiceRow site={site} choice={choice} />
            ))}
          </tbody>
        </table>
      </Scroll>
    </>
  );
}

function ChoiceRow({ site, choice }: { site: Site; choice: Choice }): JSX.Element {
  const page = pageOfSection(sectionOf(choice.id));
  const choosers = choosersOf(site, choice);
  return (
    <tr>
      <td>
        <a href={`${page}#${choiceAnchor(choice)}`}>
          <InlineProse text={choice.question} />
        </a>
        <br />
        <a class="requirement-id" href={`${page}#${choice.id}`}>
          {choice.id}
        </a>
      </td>
      <td>{choice.free ? 'any value' : choice.options.map(({ name }) => name).join(', ')}</td>
      {site.runs.map((run) => (
        <td>
          {choosers
            .filter((one) => one.run === run)
            .map(({ option }, index) => (
              <>
                {index > 0 && ', '}
                <Inert text={option} longest={60} />
              </>
            ))}
        </td>
      ))}
    </tr>
  );
}
