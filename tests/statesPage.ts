import type { Locator, Page } from '@playwright/test';
import type { FaultProxy } from './faultProxy';
import { linkTo, ProfilesPage } from './profilesPage';

/** The Profiles tab behind a fault proxy, and what stands there in the place of a picture. */
export class StatesPage extends ProfilesPage {
  readonly message: Locator;

  constructor(
    page: Page,
    private readonly faults: FaultProxy
  ) {
    super(page);
    this.message = page.getByTestId('state-message');
  }

  override async open(params: Record<string, string | number>) {
    await this.page.goto(this.faults.url(linkTo(params)));
  }
}
