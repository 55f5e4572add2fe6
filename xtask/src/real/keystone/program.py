"""The server's own program, on a folder with its configuration."""

import os
import sys
import warnings


def load(folder):
    """Its WSGI application. There is one in a process."""
    warnings.simplefilter("ignore")
    os.environ["OS_KEYSTONE_CONFIG_FILES"] = os.path.join(folder, "keystone.conf")
    os.environ["OS_KEYSTONE_CONFIG_DIR"] = folder
    # The program reads the command line of its process.
    sys.argv = ["keystone"]
    from keystone.server.wsgi import initialize_public_application

    application = initialize_public_application()
    # It would write what goes wrong here into its log alone.
    sys.excepthook = sys.__excepthook__
    return application
