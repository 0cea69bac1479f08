/** The decoder's page. */
import { render } from 'preact';
import { DecoderForm } from './decoder-form';

const place = document.getElementById('decoder');
if (place) render(<DecoderForm />, place);
