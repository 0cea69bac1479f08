/** What a run's report does: frames are explained when they are opened. */
